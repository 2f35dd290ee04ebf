// node scenarios.mjs <scenario> <ws url> <alice's id> <her token> <bob's id> <his token>
// Plays one scenario and prints what happened, one JSON object a line: {"step": ..., ...}.
import { randomUUID } from "node:crypto";
import { Device } from "./device.mjs";

const [scenario, url, aliceId, aliceToken, bobId, bobToken] = process.argv.slice(2);
const setup = (deviceId) => ({ deviceId, protocol: 1 });
const tell = (step, facts) => console.log(JSON.stringify({ step, ...facts }));
const message = (chatId, text) => ({ clientMsgId: randomUUID(), chatId, text });
const isCaughtUp = ({ type }) => type === "CAUGHT_UP";

const scenarios = {
  async chat() {
    const alice = await Device.connect(url, aliceToken, setup("browser"));
    const bob = await Device.connect(url, bobToken, setup("browser"));
    const live = bob.events({});
    await live.awaits("CAUGHT_UP", isCaughtUp);
    const chat = await alice.ask("chat.create", { kind: "DIRECT", members: [bobId] });
    tell("created", chat);

    const first = message(chat.chatId, "Grüße, 你好 🛶");
    const ack = await alice.ask("message.send", first);
    tell("ack", ack);
    tell("live", await live.awaits("the message", ({ seq }) => seq === ack.seq));
    tell("repeat", { same: JSON.stringify(await alice.ask("message.send", first)) === JSON.stringify(ack) });

    const hers = alice.events({});
    await hers.awaits("CAUGHT_UP", isCaughtUp);
    await bob.ask("receipt", { chatId: chat.chatId, type: "READ", seq: ack.seq });
    tell("receipt", await hers.awaits("a RECEIPT", ({ receipt }) => receipt === "READ"));
    alice.close();
    bob.close();
  },

  async catchUp() {
    const alice = await Device.connect(url, aliceToken, setup("browser"));
    const chat = await alice.ask("chat.create", { kind: "GROUP", title: "Lake", members: [bobId] });
    for (let i = 1; i <= 20; i++) await alice.ask("message.send", message(chat.chatId, `message ${i}`));

    const bob = await Device.connect(url, bobToken, setup("browser"));
    const slow = bob.events({ [chat.chatId]: 4 }, 5);
    await slow.awaits("the fifth", () => slow.seen.length === 5);
    tell("paced", { count: slow.seen.length });
    slow.demand(1000);
    await slow.awaits("CAUGHT_UP", isCaughtUp);
    tell("replayed", { seqs: slow.seen.filter(({ seq }) => seq !== undefined).map(({ seq }) => seq) });

    const page = await bob.ask("history", { chatId: chat.chatId, limit: 3 });
    tell("history", { texts: page.items.map(({ text }) => text), more: page.more });
    const inbox = await bob.ask("inbox", { limit: 10 });
    tell("inbox", inbox.chats.find(({ chatId }) => chatId === chat.chatId));
    alice.close();
    bob.close();
  },

  async refusals() {
    const alice = await Device.connect(url, aliceToken, setup("browser"));
    tell("unknown route", await alice.refused("no.such.route", {}));
    tell("missing field", await alice.refused("message.send", { text: "hi", clientMsgId: randomUUID() }));
    tell("still there", await alice.ask("chat.create", { kind: "GROUP", title: "Lake", members: [] }));
    alice.close();

    const rejected = await Device.connect(url, "no.good.token", setup("browser"));
    const error = await rejected.closed;
    tell("rejected", { code: error?.code, message: error?.message });
  },
};

const deadline = setTimeout(() => {
  console.error(`${scenario} did not end in time`);
  process.exit(1);
}, 60000);
await scenarios[scenario]();
clearTimeout(deadline);
process.exit(0);
