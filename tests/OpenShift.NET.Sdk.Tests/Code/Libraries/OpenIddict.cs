using System;
namespace Microsoft.Extensions.DependencyInjection
{
    public sealed class OpenIddictBuilder { }
    public sealed class OpenIddictServerBuilder
    {
        public OpenIddictServerBuilder AddDevelopmentEncryptionCertificate() => this;
        public OpenIddictServerBuilder AddDevelopmentSigningCertificate() => this;
        public OpenIddictServerBuilder AddEphemeralEncryptionKey() => this;
    }
    public static class OpenIddictServerExtensions
    {
        public static OpenIddictBuilder AddOpenIddict(this IServiceCollection services) => null;
        public static OpenIddictBuilder AddServer(this OpenIddictBuilder builder, Action<OpenIddictServerBuilder> configuration) => builder;
    }
}
