import { runDemo } from '../worker/commands/demo.js'

process.chdir(import.meta.dirname)
const port = '4223'

runDemo((folder, startServer) => {
  startServer(`nats-server -js -p ${port}`, 'nats-server', ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', port])
  return `nats://127.0.0.1:${port}`
})
