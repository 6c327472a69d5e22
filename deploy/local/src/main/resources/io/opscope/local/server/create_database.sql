-- The one database of the suite; its schemas and roles come from the service kit. CREATE DATABASE takes no parameters.
CREATE DATABASE opscope
