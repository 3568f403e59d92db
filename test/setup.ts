import fc from 'fast-check';

// Property tests draw the same cases in every run, so that a failure can be seen again.
fc.configureGlobal({ seed: 20240918 });
