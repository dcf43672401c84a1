import { buildService } from './command-line.ts';

/** Makes dist/ once before all tests that run it, for several that make it at once would take it from under each other. */
export default buildService;
