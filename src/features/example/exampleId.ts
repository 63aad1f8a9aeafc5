/** Id of the one recorded run: no folder of the history can have it. */
export const EXAMPLE_ID = 'recorded-example';
