# Runs the bundled worker on this machine. In production, the bindings are variables and secrets of the Worker.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "dist/worker.js")],
  bindings = [
    (name = "baseUrl", text = "https://api.example.com"),
    (name = "token", text = "t-1"),
  ],
  compatibilityDate = "2026-01-01",
);
