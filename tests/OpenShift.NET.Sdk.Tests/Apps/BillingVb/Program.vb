Imports System
Imports System.IO
Imports Microsoft.AspNetCore.Builder
Imports Microsoft.AspNetCore.Diagnostics.HealthChecks
Imports Microsoft.AspNetCore.Hosting
Imports Microsoft.Extensions.Configuration
Imports Microsoft.Extensions.DependencyInjection
Imports Microsoft.Extensions.Hosting

Friend Module Program
    Private Const Root As String = "/opt/billing"

    Public Sub Main(args As String())
        Dim builder = WebApplication.CreateBuilder(args)
        builder.Services.AddHealthChecks()
        builder.Services.AddHostedService(Of Exporter)()
        builder.Services.AddHttpClient("tax", Sub(client) client.BaseAddress = New Uri("http://192.168.7.20/tax/"))
        Dim cache = builder.Configuration.GetValue(Of String)("Billing:Cache", Root & "/cache")
        Directory.CreateDirectory(cache)
        Dim app = builder.Build()
        app.MapHealthChecks("/livez", New HealthCheckOptions With {.Predicate = Function(check) False})
        app.MapHealthChecks("/readyz")
        app.MapGet("/invoices", Function() "[]")
        app.Run()
    End Sub
End Module
