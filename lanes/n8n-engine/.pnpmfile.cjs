// The benchmark runs four of n8n's own nodes: what the other hundreds need is not installed.
const needed = [
  '@mozilla/readability',
  '@n8n/di',
  '@n8n/utils',
  'basic-auth',
  'cheerio',
  'form-data',
  'html-to-text',
  'isbot',
  'jsdom',
  'jsonwebtoken',
  'lodash',
  'luxon',
  'moment-timezone',
  'n8n-workflow',
  'sanitize-html',
  'tmp-promise',
  'uuid',
];

module.exports = {
  hooks: {
    readPackage(manifest) {
      if (manifest.name !== 'n8n-nodes-base') return manifest;
      const kept = Object.entries(manifest.dependencies).filter(([name]) => needed.includes(name));
      return { ...manifest, dependencies: Object.fromEntries(kept) };
    },
  },
};
