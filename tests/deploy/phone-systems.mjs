// The phone systems as a web server in front of them meets them: each at the root of a port of its own, with
// the cookie paths and locations of the real ones. Behind them all answers one reference PBX.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { join } from "node:path";

/** Which system of the reference PBX answers, by the address that the configurations name. */
const SYSTEMS = {
  confd: { at: ["127.0.0.1:9486", "127.0.0.1:9487"], prefix: "/api/xivo-2019" },
  auth: { at: ["127.0.0.1:9497"], prefix: "/api/xivo-2019/auth" },
  pbx1: { at: ["192.0.2.10:8019", "192.0.2.10:8018"], prefix: "/api/pbx1.example.test" },
  pbx2: { at: ["192.0.2.11:8019", "192.0.2.11:8018"], prefix: "/api/pbx2.example.test" },
  apio: { at: ["192.0.2.30:443", "192.0.2.30:80"], prefix: "/api/apio" },
};

/** A certificate of the PBX's own making, as they have. */
function certificate(folder) {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"].concat(
      ["-subj", "/CN=pbx.example.com", "-keyout", key, "-out", cert],
    ),
    { stdio: "ignore" },
  );
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

export class PhoneSystems {
  #servers = [];
  #agent = new http.Agent({ keepAlive: true });
  /** Every request as it came in: `{system, method, url, headers}`. */
  seen = [];
  /** The addresses here of those in the configurations, by encryption: `{"127.0.0.1:9486": "127.0.0.1:40001"}`. */
  plain = {};
  encrypted = {};

  static async start(pbx, folder) {
    const systems = new PhoneSystems();
    const tls = certificate(folder);
    for (const [name, { at, prefix }] of Object.entries(SYSTEMS)) {
      const answer = (request, response) => systems.#answer(new URL(pbx.url), name, prefix, request, response);
      for (const [server, addresses] of [
        [http.createServer(answer), systems.plain],
        [https.createServer(tls, answer), systems.encrypted],
      ]) {
        await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
        systems.#servers.push(server);
        for (const address of at) addresses[address] = `127.0.0.1:${server.address().port}`;
      }
    }
    return systems;
  }

  #answer(pbx, system, prefix, request, response) {
    const { method, url, headers } = request;
    this.seen.push({ system, method, url, headers });
    if (url === "/moved") {
      const scheme = request.socket.encrypted ? "https" : "http";
      response.writeHead(301, { Location: `${scheme}://${headers.host}/1.0/users/` }).end();
      return;
    }
    const onwards = http.request(
      { host: pbx.hostname, port: pbx.port, agent: this.#agent, method, path: prefix + url, headers },
      (answer) => {
        const headers = { ...answer.headers };
        if (headers.location) headers.location = headers.location.replace(prefix, "");
        if (headers["set-cookie"]) {
          headers["set-cookie"] = headers["set-cookie"].map((cookie) => cookie.replace(`Path=${prefix}/`, "Path=/"));
        }
        response.writeHead(answer.statusCode, headers);
        answer.pipe(response);
      },
    );
    onwards.on("error", () => response.destroy());
    request.pipe(onwards);
  }

  async stop() {
    this.#agent.destroy();
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}
