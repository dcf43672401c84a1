/** What the people of the demo photograph, drawn: a road, a bridge, a well, a field. Nobody's picture is used. */

const sky =
  '<rect width="640" height="480" fill="#b9d5e6"/><rect y="210" width="640" height="270" fill="#4f7a3f"/>';
const scenes = [
  // A road with a hole in it.
  `${sky}<polygon points="290,210 350,210 560,480 80,480" fill="#8a6a45"/>
   <ellipse cx="330" cy="370" rx="80" ry="18" fill="#5c452c"/><ellipse cx="280" cy="300" rx="34" ry="8" fill="#5c452c"/>`,
  // A footbridge that has lost planks.
  `${sky}<rect y="300" width="640" height="110" fill="#6f8fa0"/>
   <path d="M0 280h250M390 280h250M0 262h640" stroke="#6b4a2b" stroke-width="14"/>
   <path d="M60 230v60M200 230v60M440 230v60M580 230v60" stroke="#6b4a2b" stroke-width="10"/>`,
  // A well that has run dry.
  `${sky}<rect x="210" y="270" width="220" height="130" fill="#8d8d86"/>
   <ellipse cx="320" cy="270" rx="110" ry="34" fill="#2b2b28"/><path d="M220 270V130h200v140" fill="none" stroke="#6b4a2b" stroke-width="12"/>`,
  // A flooded field.
  `${sky}<rect y="260" width="640" height="220" fill="#7f9fae"/>
   <path d="M40 300h140M260 340h160M420 300h150M120 400h180M380 430h200" stroke="#4f7a3f" stroke-width="10"/>`,
];

/** @returns a JPEG for each scene */
export async function drawScenes(): Promise<Buffer[]> {
  // Loaded where it is needed: the library is large.
  const { default: sharp } = await import('sharp');
  return Promise.all(
    scenes.map((scene) =>
      sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">${scene}</svg>`))
        .jpeg({ quality: 72 })
        .toBuffer(),
    ),
  );
}
