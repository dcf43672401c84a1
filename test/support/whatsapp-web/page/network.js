// The session this browser keeps, and the wire to the server behind the page.

const database = new Promise((resolve, reject) => {
  const opening = indexedDB.open('whatsapp', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('session');
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});

async function withSession(mode, work) {
  // Strict: written to disk at once, so that it survives a kill -9 of the browser, as the real session does.
  const transaction = (await database).transaction('session', mode, { durability: 'strict' });
  const request = work(transaction.objectStore('session'));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
  });
}

export const session = {
  get: () => withSession('readonly', (store) => store.get('device')),
  set: (device) => withSession('readwrite', (store) => store.put(device, 'device')),
  clear: () => withSession('readwrite', (store) => store.delete('device')),
};

let socket;
let sequence = 0;
const asked = new Map();
const unsent = [];

/** Tells the server something. */
export function tell(type, body = {}) {
  const text = JSON.stringify({ type, ...body });
  if (socket?.readyState === WebSocket.OPEN) socket.send(text);
  else unsent.push(text);
}

/** Asks the server something. */
export function ask(type, body = {}) {
  sequence += 1;
  const id = sequence;
  return new Promise((resolve) => {
    asked.set(id, resolve);
    tell(type, { ask: id, ...body });
  });
}

/** Connects, and again whenever the line is cut. `hear` gets what the server says of itself. */
export function connect(hear, onCut) {
  socket = new WebSocket(`wss://${location.host}/ws`);
  socket.onopen = async () => {
    socket.send(JSON.stringify({ type: 'hello', device: await session.get() }));
    for (const text of unsent.splice(0)) socket.send(text);
  };
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (!message.answer) return hear(message);
    asked.get(message.answer)?.(message);
    asked.delete(message.answer);
  };
  socket.onclose = () => {
    onCut();
    setTimeout(connect, 100, hear, onCut);
  };
}
