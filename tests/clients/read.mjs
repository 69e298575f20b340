// Asks for every URL with undici's EnvHttpProxyAgent, with Node.js's own http and https, or the way
// that proxy-from-env says.
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { createRequire } from 'node:module'

const [role, folder, path, proxy] = process.argv.slice(2)
const require = createRequire(folder + '/')
const pause = (setUp) => new Promise((resolve) => setUp(resolve))

const mark = (number) => pause((resolve) => {
  const socket = net.connect(9, '127.0.0.1', () => socket.write(number))
  socket.on('data', () => socket.destroy())
  socket.on('close', resolve)
})

function withUndici (name) {
  const { EnvHttpProxyAgent, request } = require(name)
  const version = 'undici ' + require(name + '/package.json').version
  const ask = async (url) => {
    const dispatcher = new EnvHttpProxyAgent()
    try {
      const answer = await request(url, { dispatcher })
      await answer.body.dump()
    } finally {
      await dispatcher.destroy()
    }
  }
  return [version, ask]
}

function withNode () {
  const ask = (url) => pause((resolve) => {
    const { Agent, get } = url.startsWith('https:') ? https : http
    const agent = new Agent({ proxyEnv: process.env })
    const asked = get(url, { agent }, (answer) => answer.resume().on('close', resolve))
    asked.on('error', resolve)
  })
  return ['Node.js ' + process.versions.node, ask]
}

async function withProxyFromEnv () {
  const place = require.resolve('proxy-from-env')
  const { getProxyForUrl } = await import(place)
  const { version } = JSON.parse(fs.readFileSync(place.replace(/[^/]*$/, 'package.json')))
  // It only says the way; the message goes there as a client would send it.
  const ask = (url) => pause((resolve) => {
    const { hostname, port, protocol } = new URL(getProxyForUrl(url) || url)
    const host = hostname.replace(/^\[|\]$/g, '')
    const socket = net.connect(port || (protocol === 'https:' ? 443 : 80), host)
    socket.on('connect', () => socket.end(`GET ${url} HTTP/1.1\r\n\r\n`))
    socket.resume().on('error', resolve).on('close', resolve)
  })
  return ['proxy-from-env ' + version, ask]
}

process.env.http_proxy = process.env.https_proxy = proxy
const [version, ask] = role === 'http'
  ? withNode()
  : role === 'proxy-from-env' ? await withProxyFromEnv() : withUndici(role)
for (const { list, url } of JSON.parse(fs.readFileSync(path))) {
  process.env.no_proxy = list
  await mark(url.replace(/.*\//, ''))
  try {
    await ask(url)
  } catch (error) {
    if (error instanceof ReferenceError) throw error
  }
}
console.log(version)
