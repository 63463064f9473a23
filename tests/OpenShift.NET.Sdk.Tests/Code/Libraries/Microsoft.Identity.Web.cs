using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
namespace Microsoft.Identity.Web
{
    public class MicrosoftIdentityWebApiAuthenticationBuilder { }
    public static class MicrosoftIdentityWebApiServiceCollectionExtensions { public static MicrosoftIdentityWebApiAuthenticationBuilder AddMicrosoftIdentityWebApiAuthentication(this IServiceCollection services, IConfiguration configuration, string configSectionName = "AzureAd", string jwtBearerScheme = "Bearer") => null; }
    public class MicrosoftIdentityOptions { public string ClientId { get; set; } }
    public static class MicrosoftIdentityWebApiAuthenticationBuilderExtensions { public static MicrosoftIdentityWebApiAuthenticationBuilder AddMicrosoftIdentityWebApi(this AuthenticationBuilder builder, System.Action<object> configureJwtBearerOptions, System.Action<MicrosoftIdentityOptions> configureMicrosoftIdentityOptions, string jwtBearerScheme = "Bearer") => null; public static MicrosoftIdentityWebApiAuthenticationBuilder AddMicrosoftIdentityWebApi(this AuthenticationBuilder builder, IConfigurationSection configurationSection, string jwtBearerScheme = "Bearer") => null; }
}
