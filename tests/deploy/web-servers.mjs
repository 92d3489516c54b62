// Runs the configurations of deploy/conf as they are in the package, each by the web server that it is for:
// in a folder and on a port of its own. Changed in them are the folders and the addresses of the phone
// systems, and nothing else.
import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";

const root = process.getuid() === 0;

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Where one web server finds its files: a tree like that of a machine, below `folder`. */
class Site {
  constructor(folder, base, addresses) {
    this.folder = folder;
    this.base = base;
    this.addresses = addresses;
  }

  at(path) {
    return join(this.folder, path);
  }

  write(path, text) {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
    return this.at(path);
  }

  /** The text of a configuration with the folders and addresses of this test. */
  adapted(text) {
    // As README.md tells to for another path: the addresses, and not the folders.
    const mounted = text.replaceAll(/(?<!\/usr\/share|\/etc)\/switchroom(?![\w.-])/g, this.base === "/" ? "$&" : this.base.slice(0, -1));
    let adapted = mounted.replaceAll(/(?<=[\s"])\/(etc|usr\/share)(?=\/switchroom\b|;|$| )/gm, this.at("/$1"));
    for (const [there, here] of Object.entries(this.addresses)) {
      const [[host, port], [ownHost, ownPort]] = [there.split(":"), here.split(":")];
      adapted = adapted.replaceAll(there, here);
      adapted = adapted.replaceAll(`"host" => "${host}", "port" => ${port}`, `"host" => "${ownHost}", "port" => ${ownPort}`);
    }
    if (/192\.0\.2\./.test(adapted)) throw new Error("an address of a phone system was not found in the configuration");
    return adapted;
  }

  /** Copies a configuration of the package to where its first lines say that it goes. */
  install(from, to) {
    return this.write(to, this.adapted(readFileSync(from, "utf8")));
  }
}

const SERVERS = {
  nginx: {
    secure: true,
    configure(site, conf, base, port) {
      const flavour = base === "/" ? "root" : "path";
      for (const name of ["headers", flavour, "api"]) {
        site.install(join(conf, `nginx/switchroom-${name}.conf`), `/etc/nginx/snippets/switchroom-${name}.conf`);
      }
      const includes = `include snippets/switchroom-${flavour}.conf; include snippets/switchroom-api.conf;`;
      return nginx(site, `server { listen 127.0.0.1:${port}; server_name _; ${includes} }`);
    },
  },

  // A Wazo box: its own console at /, its services beside, ours from the .deb in the folder of locations.
  wazo: {
    secure: false,
    configure(site, conf, base, port) {
      site.write("/var/www/html/index.html", "<!doctype html><title>Another console</title>");
      for (const name of ["path", "headers"]) {
        const path = `/etc/nginx/snippets/switchroom-${name}.conf`;
        site.write(path, site.adapted(readFileSync(site.at(path), "utf8")));
      }
      const service = (name, address) => `location ^~ /api/${name}/ {
        proxy_pass http://${site.addresses[address]}/;
        proxy_set_header Host $http_host;
        proxy_set_header X-Script-Name /api/${name};
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
      }`;
      site.write("/etc/nginx/locations/https-enabled/wazo-confd", service("confd", "127.0.0.1:9486"));
      site.write("/etc/nginx/locations/https-enabled/wazo-auth", service("auth", "127.0.0.1:9497"));
      site.write("/etc/nginx/locations/https-enabled/wazo-ui", "location ^~ / { try_files $uri /index.html; }");
      return nginx(
        site,
        `server { listen 127.0.0.1:${port} default_server; server_name _; root ${site.at("/var/www/html")};
          include ${site.at("/etc/nginx/locations/https-enabled/*")};
          gzip off;
          add_header Strict-Transport-Security "max-age=31536000"; }`,
      );
    },
  },

  apache: {
    secure: true,
    configure(site, conf, base, port) {
      const flavour = base === "/" ? "root" : "path";
      const names = [flavour, "api"].map((name) => `/etc/apache2/switchroom-${name}.conf`);
      for (const name of names) site.install(join(conf, "apache", name.split("/").at(-1)), name);
      mkdirSync(site.at("/run"), { recursive: true });
      const modules = ["mpm_event", "authn_core", "authz_core"];
      // Those that the configuration tells to enable.
      const [, enabled] = readFileSync(site.at(names[0]), "utf8").replaceAll(/\n# /g, " ").match(/a2enmod ([a-z_ ]+)\)/);
      const loaded = [...modules, "proxy", "socache_shmcb", "setenvif", ...enabled.trim().split(/ +/)];
      const text = `ServerRoot ${site.folder}
        ${loaded.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
        ${root ? "User www-data\nGroup www-data" : ""}
        DefaultRuntimeDir ${site.at("/run")}
        PidFile ${site.at("/run/apache.pid")}
        ErrorLog ${site.at("/error.log")}
        TypesConfig /etc/mime.types
        ServerName localhost
        Listen 127.0.0.1:${port}
        <Directory />
          AllowOverride None
          Require all denied
        </Directory>
        <VirtualHost 127.0.0.1:${port}>
          ${names.map((name) => `Include ${site.at(name)}`).join("\n")}
        </VirtualHost>`;
      return ["apache2", ["-d", site.folder, "-f", site.write("/apache.conf", text), "-DFOREGROUND"]];
    },
  },

  // Debian's own lighttpd.conf, with ours among those that are enabled.
  lighttpd: {
    secure: false,
    configure(site, conf, base, port) {
      const flavour = base === "/" ? "root" : "path";
      site.install(join(conf, `lighttpd/50-switchroom-${flavour}.conf`), "/etc/lighttpd/conf-enabled/50-switchroom.conf");
      site.install(join(conf, "lighttpd/51-switchroom-api.conf"), "/etc/lighttpd/conf-enabled/51-switchroom-api.conf");
      for (const folder of ["/var/www/html", "/var/cache/lighttpd/uploads", "/run"]) mkdirSync(site.at(folder), { recursive: true });
      chmodSync(site.at("/var/cache/lighttpd/uploads"), 0o777);
      const text = readFileSync("/etc/lighttpd/lighttpd.conf", "utf8")
        .replaceAll(/"\/(var\/www\/html|var\/cache\/lighttpd\/uploads|etc\/lighttpd\/conf-enabled\/\*\.conf|run\/lighttpd\.pid)"/g, (_, path) => `"${site.at(`/${path}`)}"`)
        .replace(/"\/var\/log\/lighttpd\/error\.log"/, `"${site.at("/error.log")}"`)
        .replace(/^server\.port .*$/m, `server.port = ${port}\nserver.bind = "127.0.0.1"`)
        .replace(/^include_shell .*use-ipv6.*$/m, "")
        .replaceAll(/^server\.(user|group)name .*$/gm, root ? "$&" : "");
      writeFileSync(site.at("/error.log"), "");
      chmodSync(site.at("/error.log"), 0o666);
      return ["lighttpd", ["-D", "-f", site.write("/etc/lighttpd/lighttpd.conf", text)]];
    },
  },

  caddy: {
    secure: true,
    configure(site, conf, base, port) {
      const flavour = base === "/" ? "root" : "path";
      const names = ["api", flavour].map((name) => `/etc/caddy/switchroom-${name}.caddy`);
      for (const name of names) site.install(join(conf, "caddy", name.split("/").at(-1)), name);
      const text = `{
	admin off
	auto_https off
	log {
		output file ${site.at("/error.log")}
	}
}
http://127.0.0.1:${port} {
	${names.map((name) => `import ${site.at(name)}`).join("\n\t")}
}
`;
      return ["caddy", ["run", "--config", site.write("/etc/caddy/Caddyfile", text), "--adapter", "caddyfile"]];
    },
  },
};

function nginx(site, server) {
  for (const folder of ["/run", "/var"]) mkdirSync(site.at(folder), { recursive: true });
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const text = `${root ? "user root;" : ""}
    worker_processes 1;
    daemon off;
    pid ${site.at("/run/nginx.pid")};
    error_log ${site.at("/error.log")};
    events {}
    http {
      include /etc/nginx/mime.types;
      default_type application/octet-stream;
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${site.at(`/var/${name}`)};`).join("\n")}
      ${server}
    }`;
  const path = site.write("/etc/nginx/nginx.conf", text);
  return ["nginx", ["-p", site.folder, "-c", path, "-e", site.at("/error.log")]];
}

export class WebServer {
  /** Starts `name` in `folder`, where the package was unpacked, with Switchroom below `base`. */
  static async start(name, base, { folder, conf, systems }) {
    const { secure, configure } = SERVERS[name];
    const server = new WebServer();
    const port = await freePort();
    server.folder = folder;
    server.origin = `http://127.0.0.1:${port}`;
    server.url = server.origin + base;
    const site = new Site(folder, base, secure ? systems.encrypted : systems.plain);
    const [program, options] = configure(site, conf, base, port);
    const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    server.process = spawn(program, options, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [server.process.stdout, server.process.stderr]) stream.on("data", (text) => (output += text));
    const ended = new Promise((_, reject) => {
      const why = (what) => {
        const log = existsSync(site.at("/error.log")) ? readFileSync(site.at("/error.log"), "utf8") : "";
        return new Error(`${name} ${what}\n${output}${log}`);
      };
      server.process.once("error", ({ message }) => reject(why(message)));
      server.process.once("close", (code) => reject(why(`ended with ${code}`)));
    });
    ended.catch(() => {});
    await Promise.race([ended, listening(server.url)]);
    return server;
  }

  log() {
    return readFileSync(join(this.folder, "error.log"), "utf8");
  }

  async stop() {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGTERM");
    await ended;
  }
}

async function listening(url) {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`nothing answers at ${url}`);
}
