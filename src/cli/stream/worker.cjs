// Piscina gets its worker by `require`. Node 20 aborts if a worker ends while it requires an ES module; an import may end.
module.exports = import('./worker.js').then(worker => worker.default)
