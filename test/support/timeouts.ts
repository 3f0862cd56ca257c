/** These tests wait for real servers and processes. */
jest.setTimeout(60_000);
