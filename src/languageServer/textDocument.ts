export { TextDocument } from 'vscode-languageserver-textdocument'
