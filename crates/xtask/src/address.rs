//! Where the web app is served: whether the port is free, and whether something answers there.

use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// A host name or IP address, and a port.
pub(crate) struct Address {
    host: String,
    port: u16,
}

impl Address {
    /// The host as given on the command line; an IPv6 address without brackets.
    pub(crate) fn new(host: String, port: u16) -> Self {
        Self { host, port }
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Succeeds when a server could listen here; the error says why not, and which flag to change.
    pub(crate) fn ensure_free(&self) -> Result<()> {
        let (host, port) = (&self.host, self.port);
        let mut refusal = None;
        let mut is_free = false;
        for address in self.resolve().with_context(|| format!("`--host {host}` names no address"))? {
            match TcpListener::bind(address) {
                Ok(_) => is_free = true,
                Err(error) if error.kind() == ErrorKind::AddrInUse => {
                    bail!(
                        "port {port} on {host} is taken: stop what uses it, or choose another with `--port`"
                    )
                }
                Err(error) => refusal = Some(error),
            }
        }
        match refusal {
            Some(error) if !is_free && error.kind() == ErrorKind::PermissionDenied => {
                bail!("port {port} may not be opened by this user: choose one above 1023 with `--port`")
            }
            Some(error) if !is_free => {
                bail!("cannot listen on {host}, port {port} ({error}): change `--host`")
            }
            _ => Ok(()),
        }
    }

    /// The link to open on this machine.
    pub(crate) fn url(&self) -> String {
        format!("http://{}:{}/", self.reachable_host(), self.port)
    }

    /// Whether a web server answers here with a page.
    pub(crate) fn answers(&self) -> bool {
        self.first_line().is_some_and(|line| line.starts_with("HTTP/1.") && line.ends_with(" 200 OK"))
    }

    /// The first line that the server sends for its start page.
    fn first_line(&self) -> Option<String> {
        let host = self.reachable_host();
        let mut addresses = (host.trim_matches(['[', ']']), self.port).to_socket_addrs().ok()?;
        let mut stream = addresses.find_map(|address| TcpStream::connect_timeout(&address, PATIENCE).ok())?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        write!(stream, "GET / HTTP/1.0\r\nHost: {host}:{}\r\n\r\n", self.port).ok()?;
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).ok()?;
        Some(line.trim_end().to_owned())
    }

    /// The host as it stands in a link; every address of the machine means this machine.
    fn reachable_host(&self) -> String {
        match self.host.as_str() {
            "0.0.0.0" => "127.0.0.1".to_owned(),
            "::" => "[::1]".to_owned(),
            host if host.contains(':') => format!("[{host}]"),
            host => host.to_owned(),
        }
    }

    fn resolve(&self) -> std::io::Result<impl Iterator<Item = SocketAddr>> {
        (self.host.as_str(), self.port).to_socket_addrs()
    }
}

/// A port of this machine on which nothing listens now.
pub(crate) fn any_free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::thread;

    fn local(port: u16) -> Address {
        Address::new("127.0.0.1".to_owned(), port)
    }

    #[test]
    fn a_taken_port_is_named_with_the_flag() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = local(taken.local_addr().unwrap().port());
        let error = address.ensure_free().unwrap_err().to_string();
        assert!(error.contains(&format!("port {} on 127.0.0.1 is taken", address.port())), "{error}");
        assert!(error.contains("`--port`"), "{error}");
    }

    #[test]
    fn a_port_that_was_given_back_is_free() {
        let port = any_free_port().unwrap();
        assert!(local(port).ensure_free().is_ok());
        assert!(!local(port).answers());
    }

    #[test]
    fn a_foreign_address_names_the_host_flag() {
        // 192.0.2.0/24 is reserved for documentation (RFC 5737): no machine has it.
        let error = Address::new("192.0.2.1".to_owned(), 8020).ensure_free().unwrap_err().to_string();
        assert!(error.ends_with("change `--host`"), "{error}");
    }

    #[test]
    fn only_a_page_counts_as_an_answer() {
        for (status, is_answer) in [("200 OK", true), ("404 Not Found", false)] {
            let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
            let port = listener.local_addr().unwrap().port();
            let server = thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = [0; 256];
                let _ = stream.read(&mut request).unwrap();
                write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\n\r\n").unwrap();
            });
            assert_eq!(local(port).answers(), is_answer, "{status}");
            server.join().unwrap();
        }
    }

    #[test]
    fn links_name_a_host_that_a_browser_can_open() {
        let url = |host: &str| Address::new(host.to_owned(), 8020).url();
        assert_eq!(url("127.0.0.1"), "http://127.0.0.1:8020/");
        assert_eq!(url("0.0.0.0"), "http://127.0.0.1:8020/");
        assert_eq!(url("::"), "http://[::1]:8020/");
        assert_eq!(url("::1"), "http://[::1]:8020/");
        assert_eq!(url("localhost"), "http://localhost:8020/");
    }
}
