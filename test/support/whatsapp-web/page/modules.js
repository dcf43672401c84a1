// The modules whatsapp-web.js 1.34.x asks of WhatsApp's page by name, and no others.
import { Chat, Cmd, Conn, Contact, chatOf, learn, lidOf, Msg, me, phoneOf, Socket } from './collections.js';
import { createWid, keyOf, MsgKey } from './ids.js';
import { Collection, Emitter } from './models.js';
import { ask, tell } from './network.js';
import * as sending from './sending.js';

const links = (text) => [...String(text ?? '').matchAll(/\bhttps?:\/\/\S+/g)].map(([href]) => ({ href }));
const empty = () => new Collection(keyOf);

/** Asks the server whether an id exists and remembers both of its names, as the real page does. */
async function exists(wid) {
  const found = await ask('exists', { wid: String(wid) });
  if (found.error) throw new Error(`the server answered ${found.error}`);
  if (found.phone && found.lid) learn(found.phone, found.lid);
  return found.exists;
}

async function findOrCreateLatestChat(wid) {
  if (wid.isUser() && !(await exists(wid))) throw new Error('No LID for user');
  return { chat: chatOf(wid) };
}

const linking = {
  WAWebSocketModel: { Socket },
  WAWebCmd: { Cmd },
  WAWebConnModel: { Conn },
  WAWebStreamModel: { Stream: { markAvailable() {}, markUnavailable() {} } },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
  WAWebAltDeviceLinkingApi: {
    setPairingType() {},
    async initializeAltDeviceLinking() {},
    async initializeQRLinking() {},
    startAltLinkingFlow: async (phone) => {
      const { code, error } = await ask('pairing-code', { phone });
      if (error) throw new Error(error);
      return code;
    },
  },
  WAWebLaunchSocketUtils: { refreshQR: () => tell('refresh-qr') },
  WABase64: { encodeB64: (bytes) => btoa(String.fromCharCode(...bytes)) },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: {
    waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: new Uint8Array(32).fill(1) } }) },
  },
  WAWebSignalStoreApi: {
    waSignalStore: {
      getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: new Uint8Array(32).fill(2) } }),
    },
  },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => btoa('x'.repeat(32)) },
  WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
};

const listening = {
  WAWebUserPrefsMeUser: { getMaybeMePnUser: () => me.phone, getMaybeMeLidUser: () => me.lid },
  WAWebCollections: { Msg, Chat, Contact, GroupMetadata: Object.assign(empty(), { async update() {} }) },
  WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen() {} },
  WAWebCallCollection: Object.assign(new Emitter(), { calls: new Map() }),
  WAWebAddonReactionTableMode: { reactionTableMode: { async bulkUpsert() {} } },
  WAWebAddonPollVoteTableMode: { pollVoteTableMode: { async bulkUpsert() {} } },
  WAWebBackendJobsCommon: { mediaTypeFromProtobuf: () => null },
  WAWebE2EProtoUtils: { typeAttributeFromProtobuf: () => 'text' },
  WALinkify: { findLinks: links, findLink: (text) => links(text)[0] },
  WAWebLidMigrationUtils: { toPn: (wid) => wid },
};

const talking = {
  WAWebWidFactory: { createWid, asUserWidOrThrow: createWid },
  WAWebMsgKey: MsgKey,
  WAWebChatGetters: {
    getIsNewsletter: (chat) => chat.id.isNewsletter(),
    getIsBroadcast: (chat) => chat.id.isBroadcast(),
  },
  WAWebFindChatAction: { findOrCreateLatestChat },
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebSendMsgChatAction: { addAndSendMsgToChat: sending.addAndSendMsgToChat },
  WAWebUpdateUnreadChatAction: { sendSeen: sending.sendSeen },
  WAWebChatStateBridge: sending.chatState,
  WAWebChatLoadMessages: {
    loadEarlierMsgs: async ({ chat }) => {
      const unreadable = chat.msgs.getModelsArray().find((message) => message.unreadable)?.unreadable;
      if (unreadable === 'hangs') return new Promise(() => {});
      if (unreadable)
        throw new TypeError("Cannot read properties of undefined (reading 'waitForChatLoading')");
      return [];
    },
  },
  WAWebQueryExistsJob: { queryWidExists: async (wid) => ((await exists(wid)) ? { wid } : null) },
  WAWebApiContact: {
    getCurrentLid: (wid) => lidOf.has(String(wid)) && createWid(lidOf.get(String(wid))),
    getPhoneNumber: (wid) => phoneOf.has(String(wid)) && createWid(phoneOf.get(String(wid))),
  },
};

const files = {
  WAWebMediaOpaqueData: sending.OpaqueData,
  WAWebPrepRawMedia: { prepRawMedia: sending.prepRawMedia },
  WAWebMediaStorage: { getOrCreateMediaObject: sending.getOrCreateMediaObject },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (type) => type },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
  WAWebMediaMmsV4Upload: { uploadMedia: sending.uploadMedia },
  WAWebDownloadManager: { downloadManager: { downloadAndMaybeDecrypt: sending.downloadAndMaybeDecrypt } },
};

export const modules = { ...linking, ...listening, ...talking, ...files };
