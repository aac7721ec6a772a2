import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Keeps a key that may be left out, as undefined: the snapshot has every key. */
function maybe<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().transform((value) => value)
}

const id = z.int().min(0).max(4294967295)
const pid = z.int().min(0)
const path = z.string().regex(/^\//, 'an absolute path is needed, such as /etc/subuid')
const reason = z.enum(['permission', 'not-regular', 'too-large', 'not-utf8', 'failed'])

const idRanges = z.array(z.strictObject({ start: id, count: id })).default([])

const user = z.strictObject({
  name: z.string().default('alice'),
  uid: id.default(1000),
  gid: id.default(1000),
  environment: z
    .strictObject({
      DOCKER_HOST: z.string().exactOptional(),
      DOCKER_CONTEXT: z.string().exactOptional(),
      DOCKER_CONFIG: z.string().exactOptional(),
      LIMA_HOME: z.string().exactOptional(),
      PATH: z.string().exactOptional(),
      WSL_DISTRO_NAME: z.string().exactOptional(),
      XDG_RUNTIME_DIR: z.string().exactOptional(),
    })
    .prefault({}),
  subids: z.strictObject({ uid: idRanges, gid: idRanges }).prefault({}),
})

const process = z.strictObject({
  pid,
  argv: z.array(z.string()).min(1),
  name: maybe(z.string()),
  uid: id.default(0),
  gid: id.default(0),
  inContainer: z.boolean().default(false),
  parent: maybe(pid),
})

const info = z.strictObject({
  serverVersion: z.string(),
  apiVersion: z.string().default('1.41'),
  operatingSystem: z.string().default('Linux'),
  securityOptions: z.array(z.string()).default([]),
  dataRoot: path.default('/var/lib/docker'),
  storageDriver: z.string().default('overlay2'),
  liveRestoreEnabled: z.boolean().default(false),
  swarmActive: z.boolean().default(false),
  runcVersion: maybe(z.string()),
  containerdImageStore: z.boolean().default(false),
})

const docker = z.strictObject({
  socket: maybe(z.enum(['open', 'root-only', 'no-answer', 'absent'])),
  unit: z
    .strictObject({
      activeState: maybe(z.string()),
      needsReload: z.boolean().default(false),
    })
    .prefault({}),
  info: maybe(info),
  imageCount: z.int().min(0).default(0),
  volumes: z
    .array(
      z.strictObject({
        name: z.string(),
        driver: z.string().default('local'),
        options: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
})

const container = z
  .strictObject({
    id: maybe(z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits are needed')),
    name: z.string(),
    image: z.string().default('busybox'),
    running: z.boolean().default(false),
    pid: pid.default(0),
    privileged: z.boolean().default(false),
    networkMode: z.string().default('bridge'),
    pidMode: z.string().default(''),
    ipcMode: z.string().default('private'),
    usernsMode: z.string().default(''),
    user: z.string().default(''),
    groupAdd: z.array(z.string()).default([]),
    capAdd: z.array(z.string()).default([]),
    capDrop: z.array(z.string()).default([]),
    securityOptions: z.array(z.string()).default([]),
    readOnlyRootFilesystem: z.boolean().default(false),
    runtime: z.string().default('runc'),
    devices: z.array(z.strictObject({ host: path, inside: path })).default([]),
    requestsDevices: z.boolean().default(false),
    restartPolicy: z.string().default('no'),
    labels: z.record(z.string(), z.string()).default({}),
    mounts: z
      .array(
        z.strictObject({
          type: z.string().default('bind'),
          name: z.string().default(''),
          driver: z.string().default(''),
          source: z.string(),
          destination: z.string(),
          readWrite: z.boolean().default(true),
        }),
      )
      .default([]),
    recreated: z.boolean().default(false),
    processes: z
      .array(
        z.strictObject({
          pid,
          containerPid: pid.default(1),
          uid: id.default(0),
          gid: id.default(0),
          command: z.string(),
        }),
      )
      .default([]),
    users: z.record(z.string(), z.string()).default({}),
    groups: z.record(z.string(), z.string()).default({}),
  })
  .transform((value) => ({
    ...value,
    id: value.id ?? createHash('sha256').update(value.name).digest('hex'),
  }))

/** A path that a container gets. Its directories need not be named. */
const containerPath = z.strictObject({
  kind: z.enum(['directory', 'file', 'socket', 'device']).default('directory'),
  uid: id.default(0),
  gid: id.default(0),
  mode: z
    .string()
    .regex(/^[0-7]{3,4}$/, 'octal digits are needed, such as 0755')
    .default('0755'),
})

/** What the machine is, in a sentence; plain text stands for every language. */
const about = z
  .union([z.string(), z.strictObject({ en: z.string(), 'zh-CN': z.string() })])
  .transform((value) => (typeof value === 'string' ? { en: value, 'zh-CN': value } : value))

/** host.json of a simulated machine; e2e/hosts/README.md describes every key. Unknown keys are mistakes. */
export const hostDescriptionSchema = z.strictObject({
  about: about.default({ en: '', 'zh-CN': '' }),
  user: user.prefault({}),
  programs: z.array(path).default([]),
  sockets: z.array(path).default([]),
  processes: z.array(process).default([]),
  docker: docker.prefault({}),
  containers: z.array(container).default([]),
  unreadableFiles: z.record(path, reason).default({}),
  absentFiles: z.array(path).default([]),
  paths: z.record(path, z.union([containerPath, z.literal('denied')])).default({}),
  modes: z
    .record(path, z.string().regex(/^[0-7]{3,4}$/, 'octal digits are needed, such as 0600'))
    .default({}),
})

export type HostDescription = z.output<typeof hostDescriptionSchema>
export type SimulatedContainer = HostDescription['containers'][number]
export type SimulatedProcess = HostDescription['processes'][number]
