import { z } from 'zod'
import type { Container, DaemonInfo } from '#domain/docker-api.ts'

// What Subroot needs of the replies; zod drops every other field, so a newer API does not disturb.

export const versionSchema = z.object({ Version: z.string(), ApiVersion: z.string() })
export const infoSchema = z.object({
  OperatingSystem: z.string(),
  SecurityOptions: z.array(z.string()).nullish(),
  DockerRootDir: z.string(),
  Driver: z.string(),
  Images: z.int().nonnegative(),
  LiveRestoreEnabled: z.boolean().optional(),
  Swarm: z.object({ LocalNodeState: z.string() }).partial().nullish(),
})
export const idListSchema = z.array(z.object({ Id: z.string() }))
export const inspectionSchema = z.object({
  Id: z.string().regex(/^[0-9a-f]{64}$/),
  Name: z.string(),
  State: z.object({ Running: z.boolean(), Pid: z.int().nonnegative() }),
  Config: z.object({
    Image: z.string(),
    User: z.string().optional(),
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
  HostConfig: z.object({
    Privileged: z.boolean().optional(),
    NetworkMode: z.string().optional(),
    PidMode: z.string().optional(),
    UsernsMode: z.string().optional(),
    RestartPolicy: z.object({ Name: z.string() }).partial().nullish(),
  }),
  Mounts: z
    .array(
      z.object({
        Type: z.string().optional(),
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
    usernsMode: reply.HostConfig.UsernsMode ?? '',
    user: reply.Config.User ?? '',
    restartPolicy: reply.HostConfig.RestartPolicy?.Name ?? '',
    composeProject: reply.Config.Labels?.['com.docker.compose.project'],
    mounts: (reply.Mounts ?? []).map((mount) => ({
      type: mount.Type ?? '',
      source: mount.Source ?? '',
      destination: mount.Destination,
      readWrite: mount.RW,
    })),
  }
}
