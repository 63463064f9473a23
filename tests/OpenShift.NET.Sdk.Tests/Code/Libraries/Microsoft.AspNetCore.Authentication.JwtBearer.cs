// needs: Microsoft.IdentityModel.Tokens
namespace Microsoft.Extensions.DependencyInjection
{
    public static class JwtBearerExtensions { public static Microsoft.AspNetCore.Authentication.AuthenticationBuilder AddJwtBearer(this Microsoft.AspNetCore.Authentication.AuthenticationBuilder builder) => builder; public static Microsoft.AspNetCore.Authentication.AuthenticationBuilder AddJwtBearer(this Microsoft.AspNetCore.Authentication.AuthenticationBuilder builder, System.Action<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions> configureOptions) => builder; }
}
namespace Microsoft.AspNetCore.Authentication.JwtBearer
{
    public class JwtBearerOptions { public string Authority { get; set; } public string Audience { get; set; } public System.Collections.Generic.IList<object> TokenHandlers { get; set; } public Microsoft.IdentityModel.Tokens.TokenValidationParameters TokenValidationParameters { get; set; } }
}
