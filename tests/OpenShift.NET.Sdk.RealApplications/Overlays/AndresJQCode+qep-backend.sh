# the versions it asks for are not served all together
sed -i -E 's#(Include="Microsoft.(EntityFrameworkCore|Extensions|AspNetCore)[^"]*" Version=")10[^"]*#\110.0.15#' Directory.Packages.props
