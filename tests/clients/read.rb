# Asks for every URL with Ruby's Net::HTTP, which takes its proxy from URI::Generic#find_proxy.
require "json"
require "net/http"
require "openssl"
require "socket"

path, proxy = ARGV
ENV["http_proxy"] = ENV["https_proxy"] = proxy
JSON.parse(File.read(path)).each do |entry|
  ENV["no_proxy"] = entry["list"]
  uri = URI(entry["url"])
  TCPSocket.open("127.0.0.1", 9) do |mark|
    mark.write(uri.path.delete_prefix("/"))
    mark.read(1)
  end
  begin
    options = { use_ssl: uri.scheme == "https", open_timeout: 10, read_timeout: 10, max_retries: 0 }
    Net::HTTP.start(uri.hostname, uri.port, **options) { |http| http.get(uri.path) }
  rescue IOError, SystemCallError, SocketError, OpenSSL::SSL::SSLError, Net::ProtocolError => _
  end
end
puts "Ruby #{RUBY_VERSION}"
