# Reads YAML as GitLab does (Gitlab::Config::Loader::Yaml).
#
# Without an argument: prints each text of the sequence in hex; anything that is not text, by its
# class. With "ci": reads documents, each ended by a NUL, and prints each as one line of JSON.
require 'json'
require 'psych'

def load(text)
  Psych.safe_load(text, permitted_classes: [Symbol], permitted_symbols: [], aliases: true)
end

text = $stdin.read.force_encoding('UTF-8')
if ARGV == ['ci']
  text.split("\0").each { |document| puts JSON.generate(load(document)) }
else
  document = load(text)
  document = document.fetch('v') if document.is_a?(Hash)
  document.each do |value|
    value = value.fetch('k') if value.is_a?(Hash)
    value = "(#{value.class})" unless value.instance_of?(String)
    puts value.b.unpack1('H*')
  end
end
