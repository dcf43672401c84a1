// What the service is made of besides our own code: the licence of every package that runs in production, and what
// is publicly known to be wrong with one. Ends with 1 for a licence nobody has looked at, or a grave vulnerability.
import { spawnSync } from 'node:child_process';

/** Licences that allow what we do: run, change and pass on the service under MIT. LGPL: linked, never changed. */
const allowed = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];

/** Packages whose package.json names no licence; read in their own files. */
const looked = { 'png-js': 'MIT', sylvester: 'MIT' };

const npm = (...args) => spawnSync('npm', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });

/** Every licence with the packages that have it. */
function licences() {
  const { stdout, stderr, status } = npm('sbom', '--sbom-format=spdx', '--omit=dev');
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`);
  const { packages, documentDescribes } = JSON.parse(stdout);
  const by = new Map();
  for (const { SPDXID, name, versionInfo, licenseDeclared } of packages) {
    if (documentDescribes.includes(SPDXID)) continue;
    const licence = licenseDeclared === 'NOASSERTION' ? (looked[name] ?? 'unknown') : licenseDeclared;
    by.set(licence, [...(by.get(licence) ?? []), `${name}@${versionInfo}`]);
  }
  return new Map([...by].sort(([, one], [, other]) => other.length - one.length));
}

/** "(MIT OR Apache-2.0)": one of them is enough; "AND": each must be allowed. */
const isAllowed = (licence) =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => allowed.includes(one.trim())));

const all = licences();
console.log('\nLicences of the packages that run in production:');
for (const [licence, names] of all) console.log(`  ${String(names.length).padStart(4)}  ${licence}`);
const refused = [...all].filter(([licence]) => !isAllowed(licence));
for (const [licence, names] of refused) console.error(`Not looked at yet: ${licence}: ${names.join(', ')}`);

const audit = npm('audit', '--omit=dev', '--json');
const { metadata, vulnerabilities = {} } = JSON.parse(audit.stdout || '{}');
if (metadata) {
  const { critical, high, moderate, low } = metadata.vulnerabilities;
  console.log(`Known vulnerabilities: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low`);
  for (const [name, { severity }] of Object.entries(vulnerabilities)) console.log(`  ${severity}: ${name}`);
} else {
  console.log('Known vulnerabilities: not checked, for the registry here answers no such question.');
}
const grave = metadata ? metadata.vulnerabilities.critical + metadata.vulnerabilities.high : 0;
if (refused.length > 0 || grave > 0) process.exit(1);
