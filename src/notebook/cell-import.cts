// What `require('weightspace')` gives, and so `import … from 'weightspace'` in a notebook cell. Node keeps a module that it has
// loaded; this one is not kept, so that each import asks anew which build is the latest.
delete require.cache[__filename];
module.exports = require('./latest-build.js').latestBuild('index.js');
