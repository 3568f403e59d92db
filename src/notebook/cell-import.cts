// What `require('weightspace')` returns, and thus `import … from 'weightspace'` in a notebook cell. Node keeps modules that it
// has loaded; this one removes itself, so that each import looks for the latest build.
delete require.cache[__filename];
module.exports = require('./latest-build.js').latestBuild('index.js');
