# docker build -t arobase . && docker run --rm -p 8080:8080 arobase
#
# Without any key it answers from the mock provider, and prints the client key that it made and a curl line. With
# -e DEEPINFRA_API_KEY or the like that provider is on; with -v ./routes.yaml:/etc/arobase/routes.yaml:ro that file holds.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
# The libraries in a layer of their own: they change less often than the sources.
COPY pom.xml ./
RUN mvn -B -q -Dmaven.test.skip=true package || true
COPY . .
RUN image/build.sh /image

FROM debian:bookworm-slim
COPY --from=build /image/ /
# 0.0.0.0, for a container is reached from outside or not at all. So there must be a client key: one is made at the first
# start, where nobody configured one. AROBASE_JAVA_OPTS suits a limit of 768 MiB.
ENV AROBASE_HOST=0.0.0.0 \
    AROBASE_DATA_DIR=/data \
    AROBASE_MAKE_KEY=true \
    AROBASE_JAVA_OPTS="-Xmx320m -XX:MaxDirectMemorySize=192m"
WORKDIR /etc/arobase
VOLUME /data
EXPOSE 8080
USER 10001:0
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["arobase", "health"]
ENTRYPOINT ["arobase"]
