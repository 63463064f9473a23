using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
using X509Certificate2 certificate = new CertificateRequest("CN=nobody.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ListenAnyIP(8080);
    kestrel.ListenAnyIP(8443, endpoint => endpoint.UseHttps(certificate));
});
var app = builder.Build();
app.MapGet("/healthz", (HttpRequest request) => request.IsHttps ? Results.Ok() : Results.StatusCode(421));
app.Run();
