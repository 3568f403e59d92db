// What a notebook cell gets of `import … from 'weightspace'`. Node keeps a module that it has loaded; this one is not kept, so
// that each import asks anew which build is the latest.
delete require.cache[__filename];
module.exports = require('./latest-build.js').latestBuild();
