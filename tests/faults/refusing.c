/* Preloaded: the system calls that a full quota, or a home without locks (NFS without its lock daemon), refuses.
   REFUSES says which: "room" for files below REFUSES_BELOW, "locks" for all. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int refuses(const char *what) {
    const char *it = getenv("REFUSES");
    return it && strcmp(it, what) == 0;
}

static int is_full(int fd) {
    char link[64], path[4096];
    const char *below = getenv("REFUSES_BELOW");
    if (!below || !refuses("room")) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, below, strlen(below)) == 0;
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))
#define FULL(fd) if (is_full(fd)) { errno = EDQUOT; return -1; }

ssize_t write(int fd, const void *from, size_t n) {
    FULL(fd) return REAL(ssize_t, write, int, const void *, size_t)(fd, from, n);
}
ssize_t writev(int fd, const struct iovec *from, int n) {
    FULL(fd) return REAL(ssize_t, writev, int, const struct iovec *, int)(fd, from, n);
}
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) {
    FULL(fd) return REAL(ssize_t, pwrite, int, const void *, size_t, off_t)(fd, from, n, at);
}
ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) {
    FULL(fd) return REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t)(fd, from, n, at);
}

static int locks(int command) {
    return refuses("locks") && (command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK || command == F_OFD_SETLKW);
}
int flock(int fd, int operation) {
    if (refuses("locks")) { errno = ENOLCK; return -1; }
    return REAL(int, flock, int, int)(fd, operation);
}
#define FCNTL(name)                                                    \
    int name(int fd, int command, ...) {                               \
        va_list rest;                                                  \
        va_start(rest, command);                                       \
        void *argument = va_arg(rest, void *);                         \
        va_end(rest);                                                  \
        if (locks(command)) { errno = ENOLCK; return -1; }             \
        return REAL(int, name, int, int, ...)(fd, command, argument);  \
    }
FCNTL(fcntl)
FCNTL(fcntl64)
