/*
 * Stands in for the kernel: /dev/i2c-7 of the process that preloads this is a socket, whose other end has the
 * emulated chips. A request is { u8 operation, u16 argument, bytes }, an answer { i32 result, bytes }. Built and
 * used by tests only.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

#define DEVICE "/dev/i2c-7"
#define I2C_SLAVE 0x0703
#define I2C_SLAVE_FORCE 0x0706
#define I2C_FUNCS 0x0705

static const char *server(void) { return getenv("I2C_SHIM_SOCKET"); }

/* By the other end, not by a table: libuv closes files by system calls that nobody sees. */
static int is_ours(int fd) {
  struct sockaddr_un peer;
  socklen_t length = sizeof peer;
  if (!server() || getpeername(fd, (struct sockaddr *)&peer, &length) != 0) return 0;
  return peer.sun_family == AF_UNIX && strcmp(peer.sun_path, server()) == 0;
}

static int connect_to_server(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  strncpy(address.sun_path, server(), sizeof address.sun_path - 1);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
  close(fd);
  errno = ENXIO;
  return -1;
}

static int all(int fd, char *bytes, size_t length, int sending) {
  while (length > 0) {
    ssize_t part = sending ? send(fd, bytes, length, MSG_NOSIGNAL) : recv(fd, bytes, length, 0);
    if (part <= 0) return -1;
    bytes += part;
    length -= (size_t)part;
  }
  return 0;
}

static ssize_t ask(int fd, char operation, uint16_t argument, const void *out, size_t out_length, void *in) {
  char head[3] = {operation, (char)(argument & 0xff), (char)(argument >> 8)};
  int32_t result = 0;
  int broken = all(fd, head, sizeof head, 1) || all(fd, (char *)out, out_length, 1) ||
               all(fd, (char *)&result, sizeof result, 0) || (in && result > 0 && all(fd, in, (size_t)result, 0));
  if (broken) result = -EIO;
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

static int open_it(const char *name, const char *path, int flags, mode_t mode) {
  if (server() && strcmp(path, DEVICE) == 0) return connect_to_server();
  int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
  return real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open_it("open64", path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open_it("open", path, flags, mode);
}

int ioctl(int fd, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  int slave = request == I2C_SLAVE || request == I2C_SLAVE_FORCE;
  if ((slave || request == I2C_FUNCS) && is_ours(fd)) {
    if (slave) return (int)ask(fd, 'S', (uint16_t)(uintptr_t)argument, NULL, 0, NULL);
    ssize_t functions = ask(fd, 'F', 0, NULL, 0, NULL);
    if (functions < 0) return -1;
    *(unsigned long *)argument = (unsigned long)functions;
    return 0;
  }
  int (*real)(int, unsigned long, ...) = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
  return real(fd, request, argument);
}

ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) {
  if (is_ours(fd)) return ask(fd, 'R', (uint16_t)length, NULL, 0, bytes);
  ssize_t (*real)(int, void *, size_t, off64_t) =
      (ssize_t(*)(int, void *, size_t, off64_t))dlsym(RTLD_NEXT, "pread64");
  return real(fd, bytes, length, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  if (is_ours(fd)) return ask(fd, 'W', (uint16_t)length, bytes, length, NULL);
  ssize_t (*real)(int, const void *, size_t, off64_t) =
      (ssize_t(*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
  return real(fd, bytes, length, offset);
}
