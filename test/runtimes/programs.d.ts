/** Types of the packages in this folder, as far as its tests use them: they are installed only where the tests run. */
declare module 'puppeteer-core' {
  interface Page {
    goto(url: string): Promise<unknown>
    waitForFunction(code: string, options: { timeout: number }): Promise<{ jsonValue(): Promise<unknown> }>
  }
  interface Browser {
    newPage(): Promise<Page>
    version(): Promise<string>
    close(): Promise<void>
  }
  const puppeteer: { launch(options: { executablePath: string; args: string[] }): Promise<Browser> }
  export default puppeteer
}

declare module 'quickjs-emscripten' {
  interface Context {
    evalCode(code: string, name: string): { error?: unknown; value?: unknown }
    // biome-ignore lint/suspicious/noExplicitAny: any JSON
    dump(handle: unknown): any
  }
  export function getQuickJS(): Promise<{ newContext(): Context }>
}
