# SPDX-License-Identifier: Apache-2.0
"""A real PostgreSQL for tests: one cluster for all tests of a checkout that run at a time, a database for each who asks.

A test connects to an abstract socket and gets the URI of a fresh database, which is dropped when the connection ends, however the
test ends. Nobody listens there? Then the test starts this file, which makes a cluster in a folder of its own below /tmp (unix socket
only, collation C, fsync on), and stops and removes it a while after the last test has gone."""

import atexit
import fcntl
import glob
import os
import pwd
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

PROGRAMS = "/usr/lib/postgresql/15/bin"
ADDRESS = "\0" + ("cubby-postgresql:" + str(os.getuid()) + os.path.realpath(__file__))[-100:]
PREFIX = "cubby-postgresql-"
IDLE_S = 5
SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0777", "fsync": "on", "synchronous_commit": "on",
            "max_connections": "200", "shared_buffers": "32MB", "max_wal_senders": "0", "wal_level": "minimal",
            "log_min_messages": "fatal", "logging_collector": "off"}


def sweep():
    """Folders of those who were killed: nobody holds their lock any more, and the server ended with them."""
    for folder in glob.glob(os.path.join(tempfile.gettempdir(), PREFIX + "*")):
        try:
            if time.time() - os.stat(folder).st_mtime < 60:
                continue  # perhaps not locked yet
            with open(os.path.join(folder, "lock"), encoding="utf-8") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            pass  # in use, or somebody else's


class Cluster:
    """Of its own folder; stop() and start() it as a test likes, close() it."""

    def __init__(self, **settings):
        sweep()
        self.folder = tempfile.mkdtemp(prefix=PREFIX)
        self.lock = open(self.path("lock"), "w", encoding="utf-8")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        atexit.register(self.close)
        self.process = None
        self.settings = {**SETTINGS, **settings, "unix_socket_directories": self.folder}
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "postgres",
                  "-D", self.path("data"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def _as_user(self, program, *arguments):
        """Whatever becomes of us, the server ends with us: SIGQUIT is its immediate stop."""
        become = ["setpriv", "--pdeathsig", "QUIT"]
        if os.getuid() == 0:
            become += ["--reuid", self.user, "--regid", self.user, "--init-groups"]
        return [*become, os.path.join(PROGRAMS, program), *arguments]

    def _run(self, program, *arguments):
        done = subprocess.run(self._as_user(program, *arguments), capture_output=True, text=True, timeout=120, cwd="/")
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr.strip()}")
        return done.stdout

    def start(self):
        options = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        with open(self.path("log"), "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(self._as_user("postgres", "-D", self.path("data"), *options), stdout=log, stderr=log,
                                            stdin=subprocess.DEVNULL, cwd="/", start_new_session=True)
        for _ in range(600):
            if self.process.poll() is not None:
                raise RuntimeError(open(self.path("log"), encoding="utf-8").read())
            try:
                self.sql("SELECT 1")
                return self
            except RuntimeError:
                time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not start within 30 s")

    def sql(self, text, database="postgres"):
        return self._run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres",
                         "-d", database, "-c", text).strip()

    def uri(self, database):
        return f"postgresql:///{database}?host={self.folder}&user=postgres"

    def stop(self, how=signal.SIGINT):
        """SIGINT is its fast stop, SIGQUIT its immediate one (as a crash)."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(60)
            self.process = None

    def close(self):
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.lock.close()
        atexit.unregister(self.close)


class Lease:
    """A fresh database, at .uri, until close() or the end of the process."""

    def __init__(self):
        for _ in range(600):
            self.socket = socket.socket(socket.AF_UNIX)
            try:
                self.socket.connect(ADDRESS)
                line = self.socket.makefile().readline().strip()
                if line.startswith("postgresql:"):
                    self.uri = line
                    return
                if line:
                    raise RuntimeError(line)
            except (ConnectionRefusedError, ConnectionResetError):
                subprocess.Popen([sys.executable, os.path.realpath(__file__), "serve"], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            self.socket.close()
            time.sleep(0.1)
        raise RuntimeError("no PostgreSQL for tests within 60 s")

    def close(self):
        self.socket.close()


def query(uri, text):
    """What psql says to @text: a line a row, columns with | between them, null as \\N."""
    done = subprocess.run([os.path.join(PROGRAMS, "psql"), "-X", "-q", "-A", "-t", "-P", r"null=\N", "-v", "ON_ERROR_STOP=1", "-c", text,
                           uri],
                          capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


class Server:
    def __init__(self, listener):
        self.listener = listener
        self.cluster = None
        self.databases = {}  # connection of a test -> its database
        self.count = 0

    def give(self):
        connection, _ = self.listener.accept()
        try:
            self.cluster = self.cluster or Cluster().start()
            self.count += 1
            self.cluster.sql(f"CREATE DATABASE cubby_{self.count}")
            self.databases[connection] = f"cubby_{self.count}"
            connection.sendall((self.cluster.uri(self.databases[connection]) + "\n").encode())
        except (RuntimeError, OSError) as error:
            try:
                connection.sendall((str(error).replace("\n", " ") + "\n").encode())
            except OSError:
                pass  # it went away
            connection.close()

    def take_back(self, connection):
        connection.close()
        self.cluster.sql(f"DROP DATABASE {self.databases.pop(connection)} WITH (FORCE)")

    def serve(self):
        try:
            while True:
                ready, _, _ = select.select([self.listener, *self.databases], [], [], IDLE_S)
                if not ready and not self.databases:
                    return
                for one in ready:
                    if one is self.listener:
                        self.give()
                    else:
                        self.take_back(one)
        finally:
            self.listener.close()
            if self.cluster is not None:
                self.cluster.close()


def serve():
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(ADDRESS)
    except OSError:
        return  # another test was quicker
    listener.listen(64)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    Server(listener).serve()


if __name__ == "__main__":
    serve()
