// Takes memory as a native library does: outside of what Node.js bounds by itself.
const held = [];
for (;;) held.push(Buffer.alloc(16 * 1024 * 1024, 1));
