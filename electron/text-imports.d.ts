/** Files that the bundler includes as text, byte for byte. */
declare module '*?raw' {
  const text: string
  export default text
}
