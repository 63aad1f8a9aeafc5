// The least an extension can be: what an activation costs in any case.
exports.activate = () => {};
