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
      // n8n's linter makes no nodes of language models.
      if (manifest.name === '@n8n/node-cli') return keep(manifest, (name) => name !== '@n8n/ai-node-sdk');
      return manifest.name === 'n8n-nodes-base' ? keep(manifest, (name) => needed.includes(name)) : manifest;
    },
  },
};

function keep(manifest, isKept) {
  const kept = Object.entries(manifest.dependencies).filter(([name]) => isKept(name));
  return { ...manifest, dependencies: Object.fromEntries(kept) };
}
