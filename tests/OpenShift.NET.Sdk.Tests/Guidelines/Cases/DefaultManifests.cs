namespace OpenShift.NET.Sdk.Tests.Guidelines.Cases;

/// <summary>Manifests of the default publication, with which every rule is content.</summary>
internal static class DefaultManifests
{
    /// <summary>The files by name.</summary>
    public static SortedDictionary<string, string> Files() => new(StringComparer.Ordinal)
    {
        ["configmap.yaml"] = ConfigMap,
        ["deployment.yaml"] = Deployment,
        ["route.yaml"] = Route,
        ["service.yaml"] = Service,
        ["template.yaml"] = Template,
    };

    private const string ConfigMap = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: weather
        data:
          Orders__Url: http://orders:8080
        """;

    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: weather
          labels:
            app.kubernetes.io/name: weather
        spec:
          replicas: 1
          selector:
            matchLabels:
              app.kubernetes.io/name: weather
          strategy:
            type: RollingUpdate
          template:
            metadata:
              labels:
                app.kubernetes.io/name: weather
            spec:
              securityContext:
                runAsNonRoot: true
                seccompProfile:
                  type: RuntimeDefault
              containers:
                - name: web
                  image: registry.contoso.example/shop/web-api:1.4.2
                  ports:
                    - name: http
                      containerPort: 8080
                  envFrom:
                    - configMapRef:
                        name: weather
                  env:
                    - name: DB_PASSWORD
                      valueFrom:
                        secretKeyRef:
                          name: weather
                          key: password
                  livenessProbe:
                    httpGet:
                      path: /livez
                      port: http
                    periodSeconds: 20
                    timeoutSeconds: 5
                  readinessProbe:
                    httpGet:
                      path: /readyz
                      port: http
                  resources:
                    requests:
                      cpu: 100m
                      memory: 128Mi
                    limits:
                      memory: 256Mi
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities:
                      drop: [ALL]
                    readOnlyRootFilesystem: true
                  volumeMounts:
                    - name: tmp
                      mountPath: /tmp
              volumes:
                - name: tmp
                  emptyDir: {}
        """;

    private const string Route = """
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata:
          name: weather
        spec:
          to:
            kind: Service
            name: weather
          port:
            targetPort: http
          tls:
            termination: edge
        """;

    private const string Service = """
        apiVersion: v1
        kind: Service
        metadata:
          name: weather
        spec:
          selector:
            app.kubernetes.io/name: weather
          ports:
            - name: http
              port: 80
              targetPort: http
        """;

    private const string Template = """
        apiVersion: template.openshift.io/v1
        kind: Template
        metadata:
          name: weather
        parameters:
          - name: NAME
            value: weather
          - name: IMAGE
            value: registry.contoso.example/shop/web-api:1.4.2
          - name: REPLICAS
            value: "1"
          - name: DB_PASSWORD
            generate: expression
            from: "[a-zA-Z0-9]{40}"
        objects:
          - apiVersion: v1
            kind: Secret
            metadata:
              name: ${NAME}
            stringData:
              password: ${DB_PASSWORD}
          - apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: ${NAME}
            spec:
              replicas: ${{REPLICAS}}
              selector:
                matchLabels:
                  app.kubernetes.io/name: ${NAME}
              template:
                metadata:
                  labels:
                    app.kubernetes.io/name: ${NAME}
                spec:
                  containers:
                    - name: web
                      image: ${IMAGE}
                      ports:
                        - name: http
                          containerPort: 8080
                      env:
                        - name: DB_PASSWORD
                          valueFrom:
                            secretKeyRef:
                              name: ${NAME}
                              key: password
                      livenessProbe:
                        httpGet:
                          path: /livez
                          port: http
                        periodSeconds: 20
                        timeoutSeconds: 5
                      readinessProbe:
                        httpGet:
                          path: /readyz
                          port: http
                      resources:
                        requests:
                          cpu: 100m
                          memory: 128Mi
                        limits:
                          memory: 256Mi
                      securityContext:
                        allowPrivilegeEscalation: false
                        capabilities:
                          drop: [ALL]
                        readOnlyRootFilesystem: true
                      volumeMounts:
                        - name: tmp
                          mountPath: /tmp
                  volumes:
                    - name: tmp
                      emptyDir: {}
          - apiVersion: v1
            kind: Service
            metadata:
              name: ${NAME}
            spec:
              selector:
                app.kubernetes.io/name: ${NAME}
              ports:
                - name: http
                  port: 80
                  targetPort: http
        """;
}
