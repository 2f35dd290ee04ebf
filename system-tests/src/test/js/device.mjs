// A device of the wire contract on rsocket-js, as a browser would have it.
import core from "rsocket-core";
import composite from "rsocket-composite-metadata";
import websocket from "rsocket-websocket-client";
import WebSocket from "ws";

const { RSocketConnector } = core;
const { encodeCompositeMetadata, encodeBearerAuthMetadata, encodeRoute, WellKnownMimeType } = composite;
const { WebsocketClientTransport } = websocket;
const EVERYTHING = 0x7fffffff;

export class Device {
  static async connect(url, token, setup) {
    const device = new Device();
    const connector = new RSocketConnector({
      setup: {
        payload: {
          data: encode(setup),
          metadata: encodeCompositeMetadata([
            [WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION, encodeBearerAuthMetadata(token)],
          ]),
        },
        dataMimeType: "application/json",
        metadataMimeType: "message/x.rsocket.composite-metadata.v0",
        keepAlive: 10000,
        lifetime: 30000,
      },
      transport: new WebsocketClientTransport({ url, wsCreator: (address) => new WebSocket(address) }),
    });
    device.socket = await connector.connect();
    device.closed = new Promise((resolve) => device.socket.onClose((error) => resolve(error)));
    return device;
  }

  ask(route, request) {
    return new Promise((resolve, reject) => {
      this.socket.requestResponse(payload(route, request), {
        onNext: (answer) => resolve(decode(answer)),
        onComplete: () => resolve(undefined),
        onError: reject,
        onExtension: () => {},
      });
    });
  }

  /** The refusal of a request that must not be answered. */
  async refused(route, request) {
    const answer = await this.ask(route, request).catch((error) => ({ refusal: JSON.parse(error.message) }));
    if (!answer?.refusal) throw new Error(`${route} was answered: ${JSON.stringify(answer)}`);
    return answer.refusal;
  }

  events(cursors, demand = EVERYTHING) {
    return new EventStream(this.socket, { cursors }, demand);
  }

  close() {
    this.socket.close();
  }
}

class EventStream {
  seen = [];
  #waiting = [];

  constructor(socket, request, demand) {
    this.stream = socket.requestStream(payload("events", request), demand, {
      onNext: (envelope) => this.#take(decode(envelope)),
      onComplete: () => this.#fail(new Error("the server completed the stream")),
      onError: (error) => this.#fail(error),
      onExtension: () => {},
    });
  }

  demand(count) {
    this.stream.request(count);
  }

  /** Waits for the first envelope like this, or gives the one that has come already. */
  awaits(what, like) {
    const found = this.seen.find(like);
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${what} on the stream`)), 20000);
      this.#waiting.push({ like, resolve, reject, timer });
    });
  }

  #take(envelope) {
    this.seen.push(envelope);
    for (const waiting of this.#waiting.filter(({ like }) => like(envelope))) {
      clearTimeout(waiting.timer);
      waiting.resolve(envelope);
    }
    this.#waiting = this.#waiting.filter(({ like }) => !like(envelope));
  }

  #fail(error) {
    for (const { reject, timer } of this.#waiting.splice(0)) {
      clearTimeout(timer);
      reject(error);
    }
  }
}

function payload(route, request) {
  return {
    data: encode(request),
    metadata: encodeCompositeMetadata([[WellKnownMimeType.MESSAGE_RSOCKET_ROUTING, encodeRoute(route)]]),
  };
}

function encode(value) {
  return Buffer.from(JSON.stringify(value), "utf8");
}

function decode(answer) {
  return JSON.parse(answer.data.toString("utf8"));
}
