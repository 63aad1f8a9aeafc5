// Mocha's own listing, and beside it the counts as JSON in the file that DEEP_RESEARCH_TEST_COUNTS names: what a
// test runner in another process (the extension host) could not hand back otherwise.
const fs = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const file = process.env.DEEP_RESEARCH_TEST_COUNTS;
      const { passes, failures, pending } = this.stats;
      if (file)
        fs.writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, pending }));
    });
  }
};
