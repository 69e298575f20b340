# Reads proxy URLs, one a line, as Net::HTTP does: prints user, password, host name and port in hex.
require 'uri'

$stdin.each_line(chomp: true) do |line|
  url = URI.parse(line)
  raise line unless url.instance_of?(URI::HTTP) && url.path == '' && url.query.nil?

  # Net::HTTP#proxy_user decodes so.
  parts = [url.user, url.password].map { |part| part ? URI.decode_www_form_component(part) : '' }
  [*parts, url.hostname, url.port.to_s].each { |part| puts part.b.unpack1('H*') }
end
