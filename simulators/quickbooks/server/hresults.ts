import type { ReachState } from '../processor/faults';

/** A failure of the request processor as a COM caller sees it. */
export interface ComFailure {
  readonly hresult: string;
  readonly message: string;
}

export const BAD_TICKET: ComFailure = {
  hresult: '0x8004040D',
  message: 'The ticket parameter is invalid.',
};

/** HRESULTs of the states in which QuickBooks cannot be reached (qbwc.md §7). */
export const UNREACHABLE: Readonly<Record<Exclude<ReachState, 'ready'>, ComFailure>> = {
  modalDialog: {
    hresult: '0x80040414',
    message: 'A modal dialog box is showing in the QuickBooks user interface.',
  },
  otherFileOpen: {
    hresult: '0x8004040A',
    message: 'A QuickBooks company data file is already open and it is different from the one requested.',
  },
  notRunning: {
    hresult: '0x80040416',
    message:
      'If QuickBooks is not running, a call to the BeginSession method must include the name of the data file.',
  },
  noFileOpen: {
    hresult: '0x80040417',
    message: 'There is no company file open in QuickBooks, so a file name is needed.',
  },
  cannotStart: { hresult: '0x80040408', message: 'Could not start QuickBooks.' },
  accessRefused: { hresult: '0x80040420', message: 'The QuickBooks user has denied access.' },
  notGranted: {
    hresult: '0x80040418',
    message: 'This application has not accessed this QuickBooks company data file before.',
  },
  fileInSingleUserMode: {
    hresult: '0x80040410',
    message: 'The QuickBooks company data file is currently open in a mode other than the one specified.',
  },
};
