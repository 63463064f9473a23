Imports Microsoft.Extensions.DependencyInjection
Imports Microsoft.Extensions.Hosting

Module Program
    Sub Main(args As String())
        Dim builder = Host.CreateApplicationBuilder(args)
        builder.Services.AddHostedService(Of Reports)()
        builder.Build().Run()
    End Sub
End Module
