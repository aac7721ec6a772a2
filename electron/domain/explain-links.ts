/** What the explanations lead to. */
export const EXPLAIN_LINKS: readonly string[] = [
  'https://docs.docker.com/engine/security/userns-remap/',
  'https://man7.org/linux/man-pages/man7/user_namespaces.7.html',
  'https://man7.org/linux/man-pages/man7/namespaces.7.html',
  'https://man7.org/linux/man-pages/man7/cgroups.7.html',
  'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  'https://man7.org/linux/man-pages/man5/subuid.5.html',
  'https://docs.docker.com/engine/security/rootless/',
  'https://docs.docker.com/enterprise/security/hardened-desktop/enhanced-container-isolation/',
  'https://github.com/nestybox/sysbox',
]
