import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** The SHA-256 of the text's UTF-8 bytes as 64 lower-case hexadecimal digits, as sha256sum(1) prints it. */
export function sha256(text: string): string {
  return bytesToHex(digest(utf8ToBytes(text)))
}
