import { createConnection, StreamMessageReader, StreamMessageWriter } from './protocol.ts'
import { LanguageServer } from './server.ts'

interface Streams {
  readonly stdin: NodeJS.ReadableStream
  readonly stdout: NodeJS.WritableStream
  readonly folder: string
}

/** Speaks the Language Server Protocol on a pair of streams, until the client ends. */
export function serve({ stdin, stdout, folder }: Streams): Promise<void> {
  const connection = createConnection(new StreamMessageReader(stdin), new StreamMessageWriter(stdout))
  new LanguageServer(connection, folder)
  return new Promise(resolve => {
    connection.onExit(resolve)
    stdin.on('end', resolve)
    connection.listen()
  })
}
