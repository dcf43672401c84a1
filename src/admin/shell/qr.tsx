import qrcode from 'qrcode';

/** The white frame a camera needs around a code, in modules; four are the standard's (ISO/IEC 18004). */
const frame = 4;

/** A QR code drawn as one path: no picture to fetch, and nothing that the page's policy would refuse. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = qrcode.create(text, { errorCorrectionLevel: 'L' }).modules;
  const dark = Array.from(data, (on, at) => (on ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : ''));
  const whole = size + 2 * frame;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`${-frame} ${-frame} ${whole} ${whole}`}>
      <rect x={-frame} y={-frame} width={whole} height={whole} fill="#fff" />
      <path d={dark.join('')} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
