/** The real processes and the simulated worlds around them; shared with the recording of histories and the bench. */
export * from '../../scripts/world';
