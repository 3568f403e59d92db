// As cell-import.cts, for `weightspace/core`.
delete require.cache[__filename];
module.exports = require('./latest-build.js').latestBuild('core.js');
