# Waiting is short where everything is at once.
exec "$MODEL/long" 0.01
