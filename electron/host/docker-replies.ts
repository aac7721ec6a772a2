import { z } from 'zod'
import { isCreatorLabel } from '#domain/containers/creator.ts'
import type { Container, DaemonInfo, Volume } from '#domain/docker-api.ts'

// What Subroot needs of the replies; zod drops every other field, so a newer API does not disturb.

export const versionSchema = z.object({
  Version: z.string(),
  ApiVersion: z.string(),
  Components: z.array(z.object({ Name: z.string(), Version: z.string() })).nullish(),
})
export const infoSchema = z.object({
  OperatingSystem: z.string(),
  SecurityOptions: z.array(z.string()).nullish(),
  DockerRootDir: z.string(),
  Driver: z.string(),
  DriverStatus: z.array(z.array(z.string())).nullish(),
  Images: z.int().nonnegative(),
  LiveRestoreEnabled: z.boolean().optional(),
  Swarm: z.object({ LocalNodeState: z.string() }).partial().nullish(),
})
const textMapSchema = z.record(z.string(), z.string()).nullish()
const textListSchema = z.array(z.string()).nullish()
export const volumeListSchema = z.object({
  Volumes: z
    .array(z.object({ Name: z.string(), Driver: z.string(), Options: textMapSchema }))
    .nullish(),
})
export const idListSchema = z.array(z.object({ Id: z.string() }))
export const inspectionSchema = z.object({
  Id: z.string().regex(/^[0-9a-f]{64}$/),
  Name: z.string(),
  State: z.object({ Running: z.boolean(), Pid: z.int().nonnegative() }),
  Config: z.object({
    Image: z.string(),
    User: z.string().optional(),
    Labels: textMapSchema,
  }),
  HostConfig: z.object({
    Privileged: z.boolean().optional(),
    NetworkMode: z.string().optional(),
    PidMode: z.string().optional(),
    IpcMode: z.string().optional(),
    UsernsMode: z.string().optional(),
    GroupAdd: textListSchema,
    CapAdd: textListSchema,
    CapDrop: textListSchema,
    SecurityOpt: textListSchema,
    ReadonlyRootfs: z.boolean().optional(),
    Runtime: z.string().optional(),
    Devices: z.array(z.object({ PathOnHost: z.string(), PathInContainer: z.string() })).nullish(),
    DeviceRequests: z.array(z.unknown()).nullish(),
    RestartPolicy: z.object({ Name: z.string() }).partial().nullish(),
  }),
  Mounts: z
    .array(
      z.object({
        Type: z.string().optional(),
        Name: z.string().optional(),
        Driver: z.string().optional(),
        Source: z.string().optional(),
        Destination: z.string(),
        RW: z.boolean(),
      }),
    )
    .nullish(),
})

export function toDaemonInfo(
  version: z.infer<typeof versionSchema>,
  info: z.infer<typeof infoSchema>,
): DaemonInfo {
  return {
    serverVersion: version.Version,
    apiVersion: version.ApiVersion,
    operatingSystem: info.OperatingSystem,
    securityOptions: info.SecurityOptions ?? [],
    dataRoot: info.DockerRootDir,
    storageDriver: info.Driver,
    liveRestoreEnabled: info.LiveRestoreEnabled ?? false,
    // `pending`, `error` and `locked` nodes are in a swarm too.
    swarmActive: !['', 'inactive'].includes(info.Swarm?.LocalNodeState ?? ''),
    runcVersion: version.Components?.find(({ Name }) => Name === 'runc')?.Version,
    // docs.docker.com/engine/storage/containerd: how to tell which store is in use.
    containerdImageStore: (info.DriverStatus ?? []).some(
      ([key, value]) => key === 'driver-type' && value === 'io.containerd.snapshotter.v1',
    ),
  }
}

export function toContainer(reply: z.infer<typeof inspectionSchema>): Container {
  return {
    id: reply.Id,
    name: reply.Name.replace(/^\//, ''),
    image: reply.Config.Image,
    running: reply.State.Running,
    pid: reply.State.Pid,
    privileged: reply.HostConfig.Privileged ?? false,
    networkMode: reply.HostConfig.NetworkMode ?? '',
    pidMode: reply.HostConfig.PidMode ?? '',
    ipcMode: reply.HostConfig.IpcMode ?? '',
    usernsMode: reply.HostConfig.UsernsMode ?? '',
    user: reply.Config.User ?? '',
    groupAdd: reply.HostConfig.GroupAdd ?? [],
    capAdd: reply.HostConfig.CapAdd ?? [],
    capDrop: reply.HostConfig.CapDrop ?? [],
    securityOptions: reply.HostConfig.SecurityOpt ?? [],
    readOnlyRootFilesystem: reply.HostConfig.ReadonlyRootfs ?? false,
    runtime: reply.HostConfig.Runtime ?? '',
    devices: (reply.HostConfig.Devices ?? []).map(({ PathOnHost, PathInContainer }) => ({
      host: PathOnHost,
      inside: PathInContainer,
    })),
    requestsDevices: (reply.HostConfig.DeviceRequests ?? []).length > 0,
    restartPolicy: reply.HostConfig.RestartPolicy?.Name ?? '',
    labels: relevantLabels(reply.Config.Labels ?? {}),
    mounts: (reply.Mounts ?? []).map((mount) => ({
      type: mount.Type ?? '',
      name: mount.Name ?? '',
      source: mount.Source ?? '',
      destination: mount.Destination,
      driver: mount.Driver ?? '',
      readWrite: mount.RW,
    })),
  }
}

/** Labels that say who made a container. Others may hold anything, secrets too, and stay where they are. */
function relevantLabels(labels: Readonly<Record<string, string>>): Container['labels'] {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => isCreatorLabel(key)))
}

export function toVolumes(reply: z.infer<typeof volumeListSchema>): readonly Volume[] {
  return (reply.Volumes ?? []).map(({ Name, Driver, Options }) => ({
    name: Name,
    driver: Driver,
    options: mountOptions(Options ?? {}),
  }))
}

/** CIFS mounts are often given their password here. */
function mountOptions(options: Readonly<Record<string, string>>): Volume['options'] {
  const { type, o, device } = options
  return {
    ...(type !== undefined && { type }),
    ...(o !== undefined && { o: o.replaceAll(/(pass(?:word)?\d?=)[^,]*/g, '$1…') }),
    ...(device !== undefined && { device }),
  }
}
