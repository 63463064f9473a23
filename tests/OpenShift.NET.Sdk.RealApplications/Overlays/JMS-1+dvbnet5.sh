# a large list of transmitters that a partial clone leaves out; the project embeds it
mkdir -p SourceManagement/ScanLocations; [ -f SourceManagement/ScanLocations/BuiltIn.dss ] || : > SourceManagement/ScanLocations/BuiltIn.dss
